/**
 * Records of readings and live releases, kept as lines of a file, and played through the analysis
 * again: the same records give the same verdicts.
 */
@NullMarked
package dev.tidegate.cli.replay;

import org.jspecify.annotations.NullMarked;
