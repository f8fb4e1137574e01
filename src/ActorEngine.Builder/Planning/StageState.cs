namespace ActorEngine.Builder;

/// <summary>How far the evaluation of a stage has come.</summary>
internal sealed class StageState(int index, string label, ImageSpec spec, int? head)
{
    private readonly Dictionary<string, string?> arguments = new(StringComparer.Ordinal);
    private readonly List<string> order = [];

    public int Index { get; } = index;

    /// <summary>How titles name the stage; empty where there is only one.</summary>
    public string Label { get; } = label;

    public ImageSpec Spec { get; set; } = spec;

    /// <summary>The step whose file system it has now; null = an empty one.</summary>
    public int? Head { get; set; } = head;

    /// <summary>CMD was set here, so that ENTRYPOINT does not drop it.</summary>
    public bool HasCommand { get; set; }

    public int StepCount { get; set; }

    public int StepNumber { get; set; }

    public IReadOnlyList<string> Shell => Spec.Shell.Count > 0 ? Spec.Shell : ["/bin/sh", "-c"];

    public string WorkingDirectory => Spec.WorkingDirectory.Length > 0 ? Spec.WorkingDirectory : "/";

    /// <summary>Declared arguments that have a value and are no environment variables, in the order of their declaration.</summary>
    public IEnumerable<string> Arguments => order.Where(name => arguments[name] is not null && Variables.Find(Spec.Environment, name) is null).Select(name => $"{name}={arguments[name]}");

    public void Declare(string name, string? value)
    {
        if (!arguments.ContainsKey(name)) order.Add(name);
        arguments[name] = value;
    }

    /// <summary>A variable's value: the environment comes before arguments.</summary>
    public string? Find(string name) => Variables.Find(Spec.Environment, name) ?? arguments.GetValueOrDefault(name);

    /// <summary>Numbers a step: <c>[label 2/4] TEXT</c>.</summary>
    public string Title(string text)
    {
        if (StepCount == 0) return text;
        string total = StepCount.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string number = (++StepNumber).ToString(System.Globalization.CultureInfo.InvariantCulture).PadLeft(total.Length);
        return $"[{(Label.Length > 0 ? Label + " " : "")}{number}/{total}] {text}";
    }
}
