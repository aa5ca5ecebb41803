/** What people have frozen: one ConfigMap in Tidegate's own namespace. */
@NullMarked
package dev.tidegate.adapter.freezes;

import org.jspecify.annotations.NullMarked;
