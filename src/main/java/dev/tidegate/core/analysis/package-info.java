/**
 * Whether the canary is worse than stable, or proven: evidence that may be looked at after every
 * request and errs at most as often as it says.
 *
 * <p>An <i>e-process</i> is a running number that starts at 1 and, as long as the null hypothesis
 * holds, is a bet that can win nothing on average. Ville (1939, <i>Étude critique de la notion de
 * collectif</i>) shows that such a number ever reaches 1/α with probability at most α, however
 * often and for whatever reason one looks. The bets here are likelihood ratios against a grid of
 * alternatives, as in Wald (1945, <i>Sequential tests of statistical hypotheses</i>); that mixtures
 * of them bound a rate at all times at once is in Howard, Ramdas, McAuliffe and Sekhon (2021,
 * <i>Time-uniform, nonparametric, nonasymptotic confidence sequences</i>); counts that are split
 * between versions are in Lindon and Malek (2022, <i>Anytime-valid inference for multinomial count
 * data</i>).
 *
 * <p>All values are immutable, and their logarithms are kept, so that neither long releases nor
 * large counts overflow. Nothing here knows a clock, a mesh or a topic.
 */
@NullMarked
package dev.tidegate.core.analysis;

import org.jspecify.annotations.NullMarked;
