package dev.tidegate.it;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

/** One town for all tests of a class; its cluster is healed after each. */
abstract class InTown {

    @TempDir static Path directory;

    static Town town;

    @BeforeAll
    static void open() {
        town = new Town(directory);
    }

    @AfterEach
    void heal() {
        town.cluster.heal();
    }

    @AfterAll
    static void close() {
        town.close();
    }
}
