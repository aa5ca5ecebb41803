/** How an event is spelled: CloudEvents 1.0, for every way in and out. */
@NullMarked
package dev.tidegate.message;

import org.jspecify.annotations.NullMarked;
