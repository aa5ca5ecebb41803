/** Webhooks of other tools in: what they say becomes events on our topics. */
@NullMarked
package dev.tidegate.adapter.webhook;

import org.jspecify.annotations.NullMarked;
