package dev.tidegate.mutation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;

/** Loads all classes of the project anew, with those of a mutant in place of their own. */
final class MutantLoader extends ClassLoader {

    private static final String OURS = "dev.tidegate.";

    private final Map<String, byte[]> mutant;

    /**
     * A loader.
     *
     * @param mutant the bytes of its classes, by their names; none for the project as it is
     */
    MutantLoader(Map<String, byte[]> mutant) {
        super(MutantLoader.class.getClassLoader());
        this.mutant = mutant;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith(OURS)) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? defined(name) : loaded;
        }
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
        byte[] bytes = mutant.get(name);
        if (bytes == null) {
            bytes = read(name);
        }
        return defineClass(name, bytes, 0, bytes.length);
    }

    private byte[] read(String name) throws ClassNotFoundException {
        String file = name.replace('.', '/') + ".class";
        try (InputStream stream = getParent().getResourceAsStream(file)) {
            if (stream == null) {
                throw new ClassNotFoundException(name);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
