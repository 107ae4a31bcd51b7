package io.decant.proto;

/** The content is not what it should be: a syntax error, a wrong value, a corrupted file. */
public final class ProtoFormatException extends ProtoException {
  private static final long serialVersionUID = 1L;

  private final transient Location location;
  private final String problem;

  /** Says what is wrong, and where; the message is {@code file:line:column: problem}. */
  public ProtoFormatException(Location location, String problem) {
    super(location + ": " + problem);
    this.location = location;
    this.problem = problem;
  }

  /** Says what is wrong with a binary file, which has no lines. */
  public ProtoFormatException(String file, String problem) {
    this(new Location(file, 0, 0), problem);
  }

  /** Where the problem is. */
  public Location location() {
    return location;
  }

  /** What is wrong, without the place. */
  public String problem() {
    return problem;
  }
}
