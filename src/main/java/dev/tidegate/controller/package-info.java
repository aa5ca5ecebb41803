/** The one loop: decide, commit, apply, publish; and the ports it does that through. */
@NullMarked
package dev.tidegate.controller;

import org.jspecify.annotations.NullMarked;
