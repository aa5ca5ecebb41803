/** CloudEvents as Knative delivers them, answered by its rules of retry. */
@NullMarked
package dev.tidegate.adapter.knative;

import org.jspecify.annotations.NullMarked;
