/** Functions as Knative calls them. */
@NullMarked
package dev.tidegate.adapter.knative;

import org.jspecify.annotations.NullMarked;
