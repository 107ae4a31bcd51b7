package io.decant.conformance.mutant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the rules that a mutant breaks, and no others. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Breaks {
  /** Returns the ids of the rules. */
  String[] value();

  /** Returns the ids of rules that it breaks besides where threads happen to meet so. */
  String[] sometimes() default {};
}
