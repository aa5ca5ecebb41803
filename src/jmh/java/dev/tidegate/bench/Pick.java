package dev.tidegate.bench;

/** One pick by any library: what is measured. */
@FunctionalInterface
interface Pick {

    /** The picked endpoint for a key that is different each time. */
    Object next(long key);
}
