package io.decant.cli;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Tells from a file's first bytes for which platforms its machine code is, whatever its name. */
final class NativeCode {
  private static final int ELF = 0x7F454C46;
  private static final int MACH_O = 0xCFFAEDFE;
  private static final int MACH_O_32 = 0xCEFAEDFE;
  private static final int UNIVERSAL = 0xCAFEBABE;
  private static final int XCOFF = 0x01F7;
  private static final int ARCHIVE = 0x213C6172;
  private static final int LINUX_ABI = 3;

  private NativeCode() {}

  /**
   * Returns the platforms as JavaCPP calls them, or what else was found; empty when the bytes are
   * no machine code.
   *
   * @param bytes the file, or its first 4 KiB
   */
  static List<String> platforms(byte[] bytes) {
    if (bytes.length < 64) {
      return List.of();
    }
    ByteBuffer file = ByteBuffer.wrap(bytes);
    int magic = file.getInt(0);
    if (magic == ELF) {
      return List.of(elf(file));
    }
    if (magic == MACH_O || magic == MACH_O_32) {
      return List.of("macosx-" + darwin(file.order(ByteOrder.LITTLE_ENDIAN).getInt(4)));
    }
    if (magic == UNIVERSAL && file.getInt(4) < 20) { // a class file has its version there
      List<String> platforms = new ArrayList<>();
      for (int i = 0; i < file.getInt(4); i++) {
        platforms.add("macosx-" + darwin(file.getInt(8 + 20 * i)));
      }
      return platforms;
    }
    if (file.getShort(0) == 0x4D5A) {
      return List.of(windows(file.order(ByteOrder.LITTLE_ENDIAN)));
    }
    if (file.getShort(0) == XCOFF) {
      return List.of("aix");
    }
    return magic == ARCHIVE ? List.of("static library") : List.of();
  }

  private static String elf(ByteBuffer file) {
    boolean little = file.get(5) == 1;
    file.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    int abi = file.get(7);
    String system = abi == 0 || abi == LINUX_ABI ? "linux" : "elf of system " + abi;
    int machine = file.getShort(18);
    return system
        + "-"
        + switch (machine) {
          case 62 -> "x86_64";
          case 183 -> "arm64";
          default -> "machine " + machine;
        };
  }

  private static String darwin(int type) {
    return switch (type) {
      case 0x01000007 -> "x86_64";
      case 0x0100000C -> "arm64";
      default -> "machine " + Integer.toHexString(type);
    };
  }

  private static String windows(ByteBuffer file) {
    int header = file.getInt(60);
    if (header < 0 || header + 6 > file.limit() || file.getInt(header) != 0x4550) {
      return "DOS";
    }
    int machine = file.getShort(header + 4) & 0xFFFF;
    return "windows-" + (machine == 0x8664 ? "x86_64" : "machine " + Integer.toHexString(machine));
  }
}
