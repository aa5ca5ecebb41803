/** The run that fills the JVM's AOT cache when an image is built; no other process plays it. */
@NullMarked
package dev.tidegate.training;

import org.jspecify.annotations.NullMarked;
