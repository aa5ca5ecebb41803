/** The HTTP door against hand-made ports. */
@NullMarked
package dev.tidegate.adapter.http;

import org.jspecify.annotations.NullMarked;
