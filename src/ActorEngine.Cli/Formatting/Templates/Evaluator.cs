using System.Collections;
using System.Text;
using ActorEngine.Shapes;

namespace ActorEngine.Cli.Formatting.Templates;

/// <summary>Runs a template over a value.</summary>
internal sealed class Evaluator(object? root)
{
    private readonly StringBuilder output = new();
    private readonly Stack<(string Name, object? Value)> variables = new();
    private enum Flow { Next, Continue, Break }

    public string Run(IReadOnlyList<Node> nodes)
    {
        Body(nodes, root);
        return output.ToString();
    }

    private Flow Body(IReadOnlyList<Node> nodes, object? dot)
    {
        int depth = variables.Count;
        var flow = Flow.Next;
        foreach (var node in nodes)
        {
            flow = Step(node, dot);
            if (flow != Flow.Next) break;
        }

        Forget(depth);
        return flow;
    }

    private Flow Step(Node node, object? dot)
    {
        switch (node)
        {
            case Node.Text text:
                output.Append(text.Value);
                return Flow.Next;
            case Node.Print print:
                object? value = Value(print.Pipeline, dot);
                if (print.Pipeline.Variables.Count == 0) output.Append(GoText.Of(value));
                return Flow.Next;
            case Node.Jump jump:
                return jump.Stop ? Flow.Break : Flow.Continue;
            case Node.Choice choice:
                int depth = variables.Count;
                object? condition = Value(choice.Pipeline, dot);
                var flow = Functions.IsTrue(condition) ? Body(choice.Body, choice.Rebinds ? condition : dot) : Body(choice.Otherwise, dot);
                Forget(depth);
                return flow;
            case Node.Range range:
                Range(range, dot);
                return Flow.Next;
            default:
                throw new InvalidOperationException(node.GetType().Name);
        }
    }

    private void Range(Node.Range range, object? dot)
    {
        bool any = false;
        foreach (var (key, item) in Items(Evaluate(range.Pipeline, dot)))
        {
            any = true;
            int depth = variables.Count;
            if (range.Pipeline.Variables is [var only]) variables.Push((only, item));
            if (range.Pipeline.Variables is [var first, var second])
            {
                variables.Push((first, key));
                variables.Push((second, item));
            }

            var flow = Body(range.Body, item);
            Forget(depth);
            if (flow == Flow.Break) break;
        }

        if (!any) Body(range.Otherwise, dot);
    }

    private static IEnumerable<(object? Key, object? Item)> Items(object? value) => value switch
    {
        null => [],
        Fields fields => fields.Select(entry => ((object?)entry.Key, entry.Value)),
        string => throw new TemplateException("range cannot go over a string"),
        long count => Enumerable.Range(0, (int)count).Select(index => ((object?)(long)index, (object?)(long)index)),
        IEnumerable list => list.Cast<object?>().Select((item, index) => ((object?)(long)index, item)),
        _ => throw new TemplateException($"range cannot go over {GoText.Of(value)}"),
    };

    // Evaluates, and declares or assigns the pipeline's variable.
    private object? Value(Pipeline pipeline, object? dot)
    {
        object? value = Evaluate(pipeline, dot);
        foreach (string name in pipeline.Variables)
        {
            if (pipeline.Declares) variables.Push((name, value));
            else Assign(name, value);
        }

        return value;
    }

    private object? Evaluate(Pipeline pipeline, object? dot)
    {
        object? value = null;
        for (int at = 0; at < pipeline.Commands.Count; at++)
        {
            var command = pipeline.Commands[at];
            var arguments = command.Skip(1).Select(term => Operand(term, dot)).ToList();
            if (at > 0) arguments.Add(value);
            if (command[0] is Term.Function function) value = Functions.Call(function.Name, arguments);
            else if (command[0] is Term.Member { Name: "Label" } label && arguments is [string key] && Operand(label.Of, dot) is Fields { Labels: { } labels })
                value = labels.GetValueOrDefault(key, "");
            else if (arguments.Count == 0) value = Operand(command[0], dot);
            else throw new TemplateException("only a function takes arguments");
        }

        return value;
    }

    private object? Operand(Term term, object? dot) => term switch
    {
        Term.Dot => dot,
        Term.Literal literal => literal.Value,
        Term.Variable variable => variable.Name.Length == 0 ? root : Find(variable.Name),
        Term.Function function => Functions.Call(function.Name, []),
        Term.Nested nested => Evaluate(nested.Pipeline, dot),
        Term.Member member => Member(Operand(member.Of, dot), member.Name),
        _ => throw new InvalidOperationException(term.GetType().Name),
    };

    private static object? Member(object? of, string name)
    {
        if (of is null || of == GoText.NoValue) throw new TemplateException($"the value before .{name} is empty");
        if (of is not Fields fields) throw new TemplateException($"the value before .{name} has no fields");
        if (fields.TryGet(name, out object? value)) return value;
        if (fields.IsMap) return GoText.NoValue;
        string hint = CommandLine.Suggestion.For(name, fields.Names) is { } near ? $"did you mean .{near}?" : $"there are {string.Join(", ", fields.Names)}";
        throw new TemplateException($"there is no field .{name} here; {hint}");
    }

    private object? Find(string name)
    {
        foreach (var entry in variables)
        {
            if (entry.Name == name) return entry.Value;
        }

        throw new TemplateException($"there is no variable ${name}");
    }

    private void Assign(string name, object? value)
    {
        Find(name);
        var above = new Stack<(string, object?)>();
        while (variables.Peek().Name != name) above.Push(variables.Pop());
        variables.Pop();
        variables.Push((name, value));
        while (above.TryPop(out var entry)) variables.Push(entry);
    }

    private void Forget(int depth)
    {
        while (variables.Count > depth) variables.Pop();
    }
}
