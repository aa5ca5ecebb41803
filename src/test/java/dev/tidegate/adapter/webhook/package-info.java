/** What other tools really send, what is made of it, and who is let in. */
@NullMarked
package dev.tidegate.adapter.webhook;

import org.jspecify.annotations.NullMarked;
