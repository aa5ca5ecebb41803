/** {@code tidegate preview}: a release played in memory on objects that exist. */
@NullMarked
package dev.tidegate.cli.preview;

import org.jspecify.annotations.NullMarked;
