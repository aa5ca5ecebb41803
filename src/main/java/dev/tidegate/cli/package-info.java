/** The commands of {@code ./tidegate} that run outside the server: plain Java, without Quarkus. */
@NullMarked
package dev.tidegate.cli;

import org.jspecify.annotations.NullMarked;
