@NullMarked
package dev.tidegate.adapter.prometheus;

import org.jspecify.annotations.NullMarked;
