/* The decant command. Open, since its flags are found by reflection; nothing depends on it. */
open module io.decant.cli {
  requires io.decant.api;
  requires io.decant.data;
  requires io.decant.onnx;
  requires info.picocli;
  requires static org.jspecify;
  requires org.slf4j;

  uses io.decant.api.command.CommandProvider;

  provides org.slf4j.spi.SLF4JServiceProvider with
      io.decant.cli.log.GlogProvider;
}
