package io.decant.proto.text;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Prints messages, one field a line, inner messages indented by two spaces. */
final class MessagePrinter {
  private static final Pattern BARE =
      Pattern.compile("[A-Za-z_]\\w*|-?(0[xX][0-9a-fA-F]+|\\d*\\.?\\d+\\.?([eE][-+]?\\d+)?f?)");

  private final StringBuilder out;
  private int depth;

  MessagePrinter(StringBuilder out) {
    this.out = out;
  }

  void message(Message message, Source source) {
    for (Map.Entry<FieldDescriptor, Object> entry : message.getAllFields().entrySet()) {
      FieldDescriptor field = entry.getKey();
      if (!field.isRepeated()) {
        field(field, entry.getValue(), source, 0);
        continue;
      }
      List<?> values = (List<?>) entry.getValue();
      for (int i = 0; i < values.size(); i++) {
        field(field, values.get(i), source, i);
      }
    }
    numbered(message.getUnknownFields());
    source.unknownFields().forEach(this::unknown);
  }

  private void field(FieldDescriptor field, Object value, Source source, int index) {
    String name = field.getName();
    if (value instanceof Message inner) {
      open(name);
      message(inner, source.child(name, index));
      close();
    } else {
      scalar(name, text(field, value));
    }
  }

  private static String text(FieldDescriptor field, Object value) {
    return switch (field.getType()) {
      case FLOAT -> NumberText.of((Float) value);
      case DOUBLE -> NumberText.of((Double) value);
      case STRING -> StringText.quote((String) value);
      case BYTES -> StringText.quote((ByteString) value);
      case ENUM -> ((EnumValueDescriptor) value).getName();
      case UINT32, FIXED32 -> Integer.toUnsignedString((Integer) value);
      case UINT64, FIXED64 -> Long.toUnsignedString((Long) value);
      default -> value.toString();
    };
  }

  private void numbered(UnknownFieldSet fields) {
    for (Map.Entry<Integer, UnknownFieldSet.Field> entry : fields.asMap().entrySet()) {
      String name = entry.getKey().toString();
      UnknownFieldSet.Field field = entry.getValue();
      field.getVarintList().forEach(value -> scalar(name, Long.toUnsignedString(value)));
      field.getFixed32List().forEach(value -> scalar(name, String.format("0x%08x", value)));
      field.getFixed64List().forEach(value -> scalar(name, String.format("0x%016x", value)));
      field.getLengthDelimitedList().forEach(value -> scalar(name, StringText.quote(value)));
      for (UnknownFieldSet group : field.getGroupList()) {
        open(name);
        numbered(group);
        close();
      }
    }
  }

  private void unknown(UnknownField field) {
    String text = field.text();
    if (text != null) {
      scalar(field.name(), BARE.matcher(text).matches() ? text : StringText.quote(text));
      return;
    }
    open(field.name());
    field.fields().forEach(this::unknown);
    close();
  }

  private void open(String name) {
    out.append("  ".repeat(depth++)).append(name).append(" {\n");
  }

  private void close() {
    out.append("  ".repeat(--depth)).append("}\n");
  }

  private void scalar(String name, String value) {
    out.append("  ".repeat(depth)).append(name).append(": ").append(value).append('\n');
  }
}
