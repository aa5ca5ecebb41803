/** What an event means for a service: the one place where that is decided. */
@NullMarked
package dev.tidegate.core.service;

import org.jspecify.annotations.NullMarked;
