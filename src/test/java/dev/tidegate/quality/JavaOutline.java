package dev.tidegate.quality;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the compiler's own parser sees in a Java file.
 *
 * @param methods each method and constructor that has a body
 */
record JavaOutline(List<Method> methods) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    /**
     * A method.
     *
     * @param lines from its first modifier to its closing brace
     * @param annotations their simple names
     * @param calls simple names of the methods that it calls, in lambdas and inner classes too
     */
    record Method(String name, int lines, Set<String> annotations, Set<String> calls) {}

    static JavaOutline of(Source source) {
        var file = new Text(source.text());
        var task =
                (JavacTask) COMPILER.getTask(null, FILES, ignored -> {}, null, null, List.of(file));
        JavaOutline outline = new JavaOutline(new ArrayList<>());
        try {
            for (CompilationUnitTree unit : task.parse()) {
                SourcePositions positions = Trees.instance(task).getSourcePositions();
                unit.accept(new Reader(unit, positions), outline);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return outline;
    }

    private static final class Reader extends TreeScanner<@Nullable Void, JavaOutline> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final Deque<Method> open = new ArrayDeque<>();

        Reader(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, JavaOutline outline) {
            if (method.getBody() != null) {
                long from = line(positions.getStartPosition(unit, method));
                long to = line(positions.getEndPosition(unit, method));
                Set<String> annotations =
                        method.getModifiers().getAnnotations().stream()
                                .map(a -> a.getAnnotationType().toString())
                                .collect(Collectors.toSet());
                Method read =
                        new Method(
                                method.getName().toString(),
                                (int) (to - from + 1),
                                annotations,
                                new LinkedHashSet<>());
                outline.methods.add(read);
                open.push(read);
                super.visitMethod(method, outline);
                open.pop();
                return null;
            }
            return super.visitMethod(method, outline);
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree call, JavaOutline outline) {
            switch (call.getMethodSelect()) {
                case MemberSelectTree member -> called(member.getIdentifier().toString());
                case IdentifierTree plain -> called(plain.getName().toString());
                default -> {}
            }
            return super.visitMethodInvocation(call, outline);
        }

        private void called(String name) {
            open.forEach(method -> method.calls().add(name));
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(URI.create("text:///Text.java"), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
