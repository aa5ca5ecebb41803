@NullMarked
package dev.tidegate.adapter.broker;

import org.jspecify.annotations.NullMarked;
