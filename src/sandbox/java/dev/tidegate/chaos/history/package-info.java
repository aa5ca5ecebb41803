/** What was sent, written, told and done in a run: all that its verdict rests on. */
@NullMarked
package dev.tidegate.chaos.history;

import org.jspecify.annotations.NullMarked;
