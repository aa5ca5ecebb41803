/** What is to be written to the routes, whatever the objects are: goal, fence, ledger and plan. */
@NullMarked
package dev.tidegate.core.route;

import org.jspecify.annotations.NullMarked;
