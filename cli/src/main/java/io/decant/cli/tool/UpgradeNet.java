package io.decant.cli.tool;

import io.decant.api.command.CommandContext;
import io.decant.proto.ProtoFormatException;
import io.decant.proto.caffe.NetParameter;
import io.decant.proto.io.BinaryProto;
import io.decant.proto.text.Located;
import io.decant.proto.text.Prototxt;
import io.decant.proto.upgrade.NetUpgrade;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** upgrade_net_proto_text and upgrade_net_proto_binary: brings a net to the present form. */
final class UpgradeNet extends ToolRun {
  private static final Logger LOG = LoggerFactory.getLogger(UpgradeNet.class);
  private static final int UNREADABLE = 2;

  private final boolean text;

  private UpgradeNet(boolean text) {
    this.text = text;
  }

  static UpgradeNet ofText() {
    return new UpgradeNet(true);
  }

  static UpgradeNet ofBinary() {
    return new UpgradeNet(false);
  }

  @Override
  protected int run(CommandContext context) {
    Path in = path(0);
    Located<NetParameter> net;
    try {
      net = read(in);
    } catch (ProtoFormatException e) {
      LOG.error(
          "Failed to parse input {} file as NetParameter: {}: {}",
          text ? "text" : "binary",
          in,
          e.getMessage());
      return UNREADABLE;
    }
    Located<NetParameter> upgraded = NetUpgrade.upgrade(net, LOG::info);
    if (upgraded == net) {
      LOG.error("File already in latest proto format: {}", in);
    }
    if (text) {
      WrittenText.write(path(1), Prototxt.print(upgraded));
    } else {
      BinaryProto.write(path(1), upgraded.message());
    }
    LOG.info(
        "Wrote upgraded NetParameter {} proto to {}", text ? "text" : "binary", words().get(1));
    return 0;
  }

  private Located<NetParameter> read(Path file) {
    return text
        ? Prototxt.parseNet(file)
        : Located.inCode(BinaryProto.read(file, NetParameter.parser(), "a net"), file.toString());
  }
}
