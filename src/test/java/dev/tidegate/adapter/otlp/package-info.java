@NullMarked
package dev.tidegate.adapter.otlp;

import org.jspecify.annotations.NullMarked;
