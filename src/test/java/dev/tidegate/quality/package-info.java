/** What the build demands of the sources: layers, format, size, names and tidiness, as tests. */
@NullMarked
package dev.tidegate.quality;

import org.jspecify.annotations.NullMarked;
