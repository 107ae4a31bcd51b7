package io.decant.data.mnist;

import io.decant.api.command.CommandContext;
import io.decant.api.command.CommandProvider;
import java.util.List;

/** {@code decant convert_mnist_data}. */
public final class ConvertMnistDataCommand implements CommandProvider {
  /** Creates the command. */
  public ConvertMnistDataCommand() {}

  @Override
  public String name() {
    return "convert_mnist_data";
  }

  @Override
  public String summary() {
    return "make a database of MNIST's images and labels";
  }

  @Override
  public int run(List<String> arguments, CommandContext context) {
    return ConvertMnistData.run(arguments, context.out(), context.err());
  }
}
