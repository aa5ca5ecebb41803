package dev.tidegate.mutation;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles one source in memory, against all other classes as they are. */
final class MutantCompiler {

    private static final JavaCompiler JAVAC = ToolProvider.getSystemJavaCompiler();

    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    private MutantCompiler() {}

    /**
     * The bytes of its classes, by their names.
     *
     * @throws IllegalStateException with what the compiler says
     */
    static Map<String, byte[]> compile(Mutation mutation) {
        MutantCompiler run = new MutantCompiler();
        StringWriter said = new StringWriter();
        boolean compiled =
                JAVAC.getTask(
                                said,
                                run.files(),
                                null,
                                List.of("-proc:none", "-parameters", "-implicit:none", "-nowarn"),
                                null,
                                List.of(source(mutation)))
                        .call();
        if (!compiled) {
            throw new IllegalStateException(mutation + " does not compile: " + said);
        }
        Map<String, byte[]> bytes = new HashMap<>();
        run.classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    private static JavaFileObject source(Mutation mutation) {
        String text = mutation.mutated();
        URI name = URI.create("string:///" + mutation.source().getFileName());
        return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private JavaFileManager files() {
        return new ForwardingJavaFileManager<JavaFileManager>(
                JAVAC.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            @Override
            public JavaFileObject getJavaFileForOutput(
                    Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                URI uri = URI.create("string:///" + name.replace('.', '/') + kind.extension);
                return new SimpleJavaFileObject(uri, kind) {
                    @Override
                    public OutputStream openOutputStream() {
                        return classes.computeIfAbsent(name, _ -> new ByteArrayOutputStream());
                    }
                };
            }
        };
    }
}
