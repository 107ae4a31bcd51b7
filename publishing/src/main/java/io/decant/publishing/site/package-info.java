/** Makes web pages of the documents: {@code mvn -Psite}. */
@NullMarked
package io.decant.publishing.site;

import org.jspecify.annotations.NullMarked;
