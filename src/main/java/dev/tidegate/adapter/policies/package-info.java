/** The policies of {@code tidegate.dev}: how they are written, read and remembered beside. */
@NullMarked
package dev.tidegate.adapter.policies;

import org.jspecify.annotations.NullMarked;
