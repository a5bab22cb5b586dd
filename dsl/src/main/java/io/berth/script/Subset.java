package io.berth.script;

import io.berth.diag.Diagnostics;
import io.berth.diag.SourceRange;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.AnnotatedNode;
import org.codehaus.groovy.ast.AnnotationNode;
import org.codehaus.groovy.ast.ClassNode;
import org.codehaus.groovy.ast.CodeVisitorSupport;
import org.codehaus.groovy.ast.ImportNode;
import org.codehaus.groovy.ast.MethodNode;
import org.codehaus.groovy.ast.ModuleNode;
import org.codehaus.groovy.ast.Parameter;
import org.codehaus.groovy.ast.expr.ArrayExpression;
import org.codehaus.groovy.ast.expr.AttributeExpression;
import org.codehaus.groovy.ast.expr.CastExpression;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.ClosureListExpression;
import org.codehaus.groovy.ast.expr.ConstantExpression;
import org.codehaus.groovy.ast.expr.ConstructorCallExpression;
import org.codehaus.groovy.ast.expr.DeclarationExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.LambdaExpression;
import org.codehaus.groovy.ast.expr.MapEntryExpression;
import org.codehaus.groovy.ast.expr.MapExpression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.MethodPointerExpression;
import org.codehaus.groovy.ast.expr.MethodReferenceExpression;
import org.codehaus.groovy.ast.expr.PropertyExpression;
import org.codehaus.groovy.ast.expr.SpreadExpression;
import org.codehaus.groovy.ast.expr.SpreadMapExpression;
import org.codehaus.groovy.ast.expr.VariableExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.DoWhileStatement;
import org.codehaus.groovy.ast.stmt.ForStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.ast.stmt.SynchronizedStatement;
import org.codehaus.groovy.ast.stmt.ThrowStatement;
import org.codehaus.groovy.ast.stmt.TryCatchStatement;

/**
 * Refuses, before anything is evaluated and wherever it stands, the Groovy that a playbook cannot have. The interpreter has no
 * meaning for any of it; this says so, all at once and in words.
 */
final class Subset extends CodeVisitorSupport {

    static final String INSTEAD = "a playbook only describes; what is done on hosts is said with tasks";

    private static final Set<String> CAST_TO = Set.of("Integer", "int", "Long", "long", "BigDecimal", "Boolean", "boolean", "List", "String");

    private final GroovyFile source;
    private final Diagnostics diagnostics;
    private boolean sound = true;

    private Subset(GroovyFile source, Diagnostics diagnostics) {
        this.source = source;
        this.diagnostics = diagnostics;
    }

    /** @return whether there was nothing to refuse */
    static boolean check(GroovyFile source, Diagnostics diagnostics) {
        Subset subset = new Subset(source, diagnostics);
        ModuleNode module = source.module();
        module.getImports().forEach(subset::refuseImport);
        module.getStarImports().forEach(subset::refuseImport);
        module.getStaticImports().values().forEach(subset::refuseImport);
        module.getStaticStarImports().values().forEach(subset::refuseImport);
        if (module.getPackage() != null) {
            subset.refuse(module.getPackage(), "a playbook has no package");
        }
        for (ClassNode type : module.getClasses()) {
            if (!type.isScript() && type.getOuterClass() == null) {
                subset.refuse(type, "a playbook declares no class", "write functions: def name(x) { … }");
            }
        }
        module.getMethods().forEach(subset::checkFunction);
        module.getStatementBlock().visit(subset);
        return subset.sound;
    }

    private void refuse(ASTNode node, String message, String... hints) {
        sound = false;
        diagnostics.error(source.at(node), message, hints);
    }

    private void refuseImport(ImportNode node) {
        if (!refuseAnnotations(node)) {
            refuse(node, "a playbook imports nothing", "sizes and durations are written 2.GiB, 30.seconds; files are taken in with include");
        }
    }

    private boolean refuseAnnotations(AnnotatedNode node) {
        for (AnnotationNode annotation : node.getAnnotations()) {
            refuse(annotation, "annotations are not part of a playbook: @" + annotation.getClassNode().getNameWithoutPackage(), INSTEAD);
        }
        return !node.getAnnotations().isEmpty();
    }

    private void checkFunction(MethodNode function) {
        refuseAnnotations(function);
        if (!function.isDynamicReturnType()) {
            refuse(function, "write the function with def and without types");
        }
        checkParameters(function.getParameters());
        function.getCode().visit(this);
    }

    private void checkParameters(Parameter[] parameters) {
        for (Parameter parameter : parameters) {
            refuseAnnotations(parameter);
            if (!parameter.isDynamicTyped()) {
                refuse(parameter, "write the parameter without a type");
            }
            if (parameter.hasInitialExpression()) {
                parameter.getInitialExpression().visit(this);
            }
        }
    }

    @Override
    public void visitBlockStatement(BlockStatement block) {
        for (Statement statement : block.getStatements()) {
            if (statement.getStatementLabels() != null) {
                sayLabelled(statement, statement.getStatementLabels().get(0));
            }
            statement.visit(this);
        }
    }

    /** Groovy reads {@code dir: '/srv'} as a label and a text that does nothing. */
    private void sayLabelled(Statement statement, String label) {
        SourceRange value = source.at(statement);
        int column = value.line() > 0 ? source.lines().get(value.line() - 1).indexOf(label + ":") + 1 : 0;
        SourceRange at = column == 0 ? value : new SourceRange(value.file(), value.line(), column, column + label.length() + 1);
        sound = false;
        diagnostics.error(at, "'" + label + ":' is not how a word is said", "without the colon: " + label + " …");
    }

    @Override
    public void visitMethodCallExpression(MethodCallExpression call) {
        if (call.isSpreadSafe()) {
            source.refused().add(call);
            refuse(call, "'*.' is not part of a playbook's Groovy", "use collect { … }");
        }
        if (!(call.getMethod() instanceof ConstantExpression) || isQuoted(call.getMethod())) {
            source.refused().add(call);
            refuse(call.getMethod(), "the name of what is called is written as a plain word", INSTEAD);
        }
        for (Expression argument : GroovyFile.arguments(call)) {
            if (argument instanceof MapExpression map && source.isNamedArguments(argument, GroovyFile.arguments(call))) {
                map.getMapEntryExpressions().forEach(this::checkArgumentName);
            }
        }
        call.getObjectExpression().visit(this);
        call.getArguments().visit(this);
    }

    private void checkArgumentName(MapEntryExpression entry) {
        boolean plain = entry.getKeyExpression() instanceof ConstantExpression name && name.getValue() instanceof String;
        if (!plain && !(entry.getKeyExpression() instanceof SpreadMapExpression)) {
            refuse(entry.getKeyExpression(), "the name of an argument is written as a plain word");
        }
    }

    @Override
    public void visitPropertyExpression(PropertyExpression property) {
        if (property.isSpreadSafe()) {
            source.refused().add(property);
            refuse(property, "'*.' is not part of a playbook's Groovy", "use collect { … }");
        }
        if (!(property.getProperty() instanceof ConstantExpression) || isQuoted(property.getProperty())) {
            source.refused().add(property);
            refuse(property.getProperty(), "the name behind a dot is written as a plain word", "of a map, take map['key']");
        }
        property.getObjectExpression().visit(this);
    }

    private boolean isQuoted(Expression name) {
        char first = source.firstCharacter(name);
        return first == '\'' || first == '"' || first == '/' || first == '$';
    }

    @Override
    public void visitDeclarationExpression(DeclarationExpression declaration) {
        boolean annotated = refuseAnnotations(declaration);
        if (!(declaration.getLeftExpression() instanceof VariableExpression variable)) {
            refuse(declaration, "one name is declared at a time");
        } else if (!variable.isDynamicTyped() && !annotated) {
            refuse(declaration, "names are declared with def, not with a type");
        }
        declaration.getRightExpression().visit(this);
    }

    @Override
    public void visitClosureExpression(ClosureExpression closure) {
        if (closure.getParameters() != null) {
            checkParameters(closure.getParameters());
        }
        closure.getCode().visit(this);
    }

    @Override
    public void visitThrowStatement(ThrowStatement thrown) {
        if (thrown.getExpression() instanceof ConstructorCallExpression made) {
            made.getArguments().visit(this);
        } else {
            refuse(thrown, "what is thrown is written throw new RuntimeException('why')");
        }
    }

    @Override
    public void visitConstructorCallExpression(ConstructorCallExpression made) {
        refuse(made, "'new' is not part of a playbook: " + made.getType().getName(), INSTEAD);
    }

    @Override
    public void visitForLoop(ForStatement loop) {
        if (loop.getCollectionExpression() instanceof ClosureListExpression) {
            refuse(loop, "loops go through something", "write for (i in 1..3) { … }");
            return;
        }
        super.visitForLoop(loop);
    }

    @Override
    public void visitLambdaExpression(LambdaExpression lambda) {
        refuse(lambda, "lambdas are not part of a playbook's Groovy", "write a closure: { x -> … }");
    }

    @Override
    public void visitMethodPointerExpression(MethodPointerExpression pointer) {
        refuse(pointer, "'.&' is not part of a playbook's Groovy");
    }

    @Override
    public void visitMethodReferenceExpression(MethodReferenceExpression reference) {
        refuse(reference, "'::' is not part of a playbook's Groovy");
    }

    @Override
    public void visitAttributeExpression(AttributeExpression attribute) {
        refuse(attribute, "'.@' is not part of a playbook's Groovy");
    }

    @Override
    public void visitSpreadExpression(SpreadExpression spread) {
        refuse(spread, "'*' before a list is not part of a playbook's Groovy", "lists are joined by +");
    }

    @Override
    public void visitSpreadMapExpression(SpreadMapExpression spread) {
        // what it spreads is the value of its entry, and visited there
    }

    @Override
    public void visitCastExpression(CastExpression cast) {
        if (cast.isCoerce() && CAST_TO.contains(cast.getType().getName())) {
            cast.getExpression().visit(this);
        } else {
            source.refused().add(cast);
            refuse(cast, "types are not part of a playbook's Groovy", "a value can be taken as another: '12' as Integer; also as BigDecimal, Boolean, List, String");
        }
    }

    @Override
    public void visitArrayExpression(ArrayExpression array) {
        refuse(array, "arrays are not part of a playbook's Groovy", "write a list: [a, b]");
    }

    @Override
    public void visitTryCatchFinally(TryCatchStatement attempt) {
        refuse(attempt, "'try' is not part of a playbook's Groovy");
    }

    @Override
    public void visitSynchronizedStatement(SynchronizedStatement block) {
        refuse(block, "'synchronized' is not part of a playbook's Groovy");
    }

    @Override
    public void visitDoWhileLoop(DoWhileStatement loop) {
        refuse(loop, "'do' is not part of a playbook's Groovy", "use while");
    }
}
