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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * What the compiler's own parser sees in a Java file.
 *
 * @param methods each method and constructor that has a body
 * @param calls simple names of all methods called
 */
record JavaOutline(List<Method> methods, Set<String> calls) {

    private static final JavaCompiler COMPILER = ToolProvider.getSystemJavaCompiler();
    private static final JavaFileManager FILES = COMPILER.getStandardFileManager(null, null, null);

    /** A method and the lines from its first modifier to its closing brace. */
    record Method(String name, int lines) {}

    static JavaOutline of(Source source) {
        var file = new Text(source.text());
        var task =
                (JavacTask) COMPILER.getTask(null, FILES, ignored -> {}, null, null, List.of(file));
        JavaOutline outline = new JavaOutline(new ArrayList<>(), new LinkedHashSet<>());
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

        Reader(CompilationUnitTree unit, SourcePositions positions) {
            this.unit = unit;
            this.positions = positions;
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, JavaOutline outline) {
            if (method.getBody() != null) {
                long from = line(positions.getStartPosition(unit, method));
                long to = line(positions.getEndPosition(unit, method));
                outline.methods.add(new Method(method.getName().toString(), (int) (to - from + 1)));
            }
            return super.visitMethod(method, outline);
        }

        @Override
        public @Nullable Void visitMethodInvocation(
                MethodInvocationTree call, JavaOutline outline) {
            switch (call.getMethodSelect()) {
                case MemberSelectTree member ->
                        outline.calls.add(member.getIdentifier().toString());
                case IdentifierTree plain -> outline.calls.add(plain.getName().toString());
                default -> {}
            }
            return super.visitMethodInvocation(call, outline);
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
