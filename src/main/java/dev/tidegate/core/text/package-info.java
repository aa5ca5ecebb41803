/** Text from outside, and what of it a person would not see. */
@NullMarked
package dev.tidegate.core.text;

import org.jspecify.annotations.NullMarked;
