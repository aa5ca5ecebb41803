/** What people give the command line to read: files, bounded, with errors that name them. */
@NullMarked
package dev.tidegate.cli.input;

import org.jspecify.annotations.NullMarked;
