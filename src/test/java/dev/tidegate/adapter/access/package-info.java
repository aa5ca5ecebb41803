/** Tests of the questions to the API server, over HTTP. */
@NullMarked
package dev.tidegate.adapter.access;

import org.jspecify.annotations.NullMarked;
