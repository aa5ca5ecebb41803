/**
 * Pictures of a release as SVG: what the evidence said, both failure rates, the weights. They know
 * the core alone, so that the command line and a server draw the same. Each has a title and a
 * description, is read in light and dark, and runs no script.
 */
@NullMarked
package dev.tidegate.chart;

import org.jspecify.annotations.NullMarked;
