package dev.tidegate.cli.read;

import java.util.List;

/** A way by which payloads come to Tidegate. */
interface Entrance {

    /** The largest payload that is read, in bytes. */
    int mostBytes();

    /** Reads a payload as the server does; nothing is published. */
    ReadResult read(List<Header> headers, byte[] body);
}
