/** {@code tidegate read}: what a payload becomes, by the decoders of the server. */
@NullMarked
package dev.tidegate.cli.read;

import org.jspecify.annotations.NullMarked;
