using System.Globalization;

namespace ActorEngine.Builder;

/// <summary>Turns a Dockerfile into a plan. Pure: images come as a function, and files are looked at only when the plan is carried out.</summary>
internal sealed class Planner
{
    private readonly Dockerfile file;
    private readonly PlanOptions options;
    private readonly Func<ImageNeed, BaseImage?> images;
    private readonly ArgumentScope arguments;
    private readonly List<PlanStep> steps = [];
    private readonly List<ImageNeed> needs = [];
    private readonly Dictionary<int, StageState> stages = [];
    private readonly Dictionary<ImageNeed, int> sources = [];
    private readonly List<string> warnings = [];
    private readonly List<PlannedInstruction> outline = [];

    private Planner(Dockerfile file, PlanOptions options, Func<ImageNeed, BaseImage?> images)
    {
        (this.file, this.options, this.images) = (file, options, images);
        Target = FindTarget();
        arguments = new ArgumentScope(options, Target.Name ?? Target.Index.ToString(CultureInfo.InvariantCulture));
    }

    private StageSource Target { get; }

    public ArgumentScope Arguments => arguments;

    public PlanOptions Options => options;

    public char Escape => file.Directives.Escape;

    public List<string> Warnings => warnings;

    /// <exception cref="DockerfileException">The Dockerfile is at fault.</exception>
    public static PlanOutcome Make(Dockerfile file, PlanOptions options, Func<ImageNeed, BaseImage?> images) => new Planner(file, options, images).Run();

    private PlanOutcome Run()
    {
        Check();
        foreach (ArgInstruction global in file.Globals)
            foreach ((string name, string? otherwise) in global.Arguments)
                arguments.DeclareGlobal(name, () => otherwise is null ? null : Words.Expand(global.Place, otherwise, Escape, arguments.FindGlobal));
        StageState target = Stage(Target.Index);
        if (needs.Count > 0) return new PlanOutcome(null, needs);
        ImageSpec spec = target.Spec;
        foreach ((string name, string value) in options.Labels) spec = spec.WithLabel(name, value);
        if (arguments.Unused.Count > 0) warnings.Add($"One or more build-args [{string.Join(' ', arguments.Unused)}] were not consumed");
        return new PlanOutcome(new Plan([.. steps], target.Head, spec) { Outline = [.. outline.OrderBy(entry => entry.Stage)], Warnings = warnings, ContextPaths = ContextPaths(), SourceDateEpoch = Epoch() }, []);
    }

    // The request's word comes before the file's.
    private void Check()
    {
        SourcePlace top = file.Directives.CheckPlace ?? file.Stages[0].From.Place;
        CheckSettings settings = (options.Arguments.GetValueOrDefault("BUILDKIT_DOCKERFILE_CHECK") ?? file.Directives.Check) is { } text ? CheckSettings.Parse(top, text) : CheckSettings.Default;
        IReadOnlyList<CheckFinding> findings = DockerfileChecks.Of(file, settings);
        if (settings.IsError && findings.Count > 0) throw new DockerfileException(findings[0].Place, $"the check {findings[0].Rule} finds that {findings[0].Message}", "none of its findings, since the directive check has error=true");
        warnings.AddRange(findings.Select(finding => finding.ToString()));
    }

    /// <summary>Adds a step; <paramref name="make"/> gets its number.</summary>
    public int Add(Func<int, PlanStep> make)
    {
        steps.Add(make(steps.Count));
        return steps.Count - 1;
    }

    /// <summary>Notes an instruction that was evaluated.</summary>
    public void Note(PlannedInstruction instruction) => outline.Add(instruction);

    /// <summary>What a stage ends with; evaluated when it is first asked for.</summary>
    private StageState Stage(int index)
    {
        if (stages.TryGetValue(index, out StageState? done)) return done;
        StageSource source = file.Stages[index];
        StageState state = Begin(source);
        stages[index] = state;
        outline.Add(new PlannedInstruction(index, source.From.Text, state.Head));
        var evaluator = new StageEvaluator(this, state, source);
        evaluator.Run();
        return state;
    }

    private StageState Begin(StageSource source)
    {
        FromInstruction from = source.From;
        string name = Words.Expand(from.Place, from.Image, Escape, arguments.FindGlobal);
        if (name.Length == 0) throw new DockerfileException(from.Place, $"the image '{from.Image}' is empty once its variables are replaced", "a value by ARG before the first FROM, or by --build-arg");
        Platform platform = PlatformOf(from);
        string label = source.Name ?? (file.Stages.Count > 1 ? $"stage-{source.Index}" : "");
        int own = source.Instructions.Count(StageEvaluator.MakesStep);
        if (name == "scratch") return new StageState(source.Index, label, ImageSpec.Scratch(platform), null) { StepCount = own };
        if (Earlier(name, source.Index) is { } index)
        {
            StageState below = Stage(index);
            int triggered = StageEvaluator.Triggers(below.Spec, from).Count(StageEvaluator.MakesStep);
            return new StageState(source.Index, label, below.Spec, below.Head) { StepCount = own + triggered };
        }

        var need = new ImageNeed(name, platform);
        var state = new StageState(source.Index, label, ImageSpec.Scratch(platform), null) { StepCount = own + 1 };
        if (images(need) is not { } image)
        {
            if (!needs.Contains(need)) needs.Add(need);
            return state;
        }

        state.StepCount += StageEvaluator.Triggers(image.Spec, source.From).Count(StageEvaluator.MakesStep);
        string title = state.Title("FROM " + need.DisplayName);
        state.Spec = WithPath(image.Spec);
        state.Head = Source(need, image, title, from.Place);
        return state;
    }

    /// <summary>What COPY --from and RUN --mount from= name: a stage before this one, its number, or an image.</summary>
    public FileOrigin Origin(string name, int stage, SourcePlace place)
    {
        if (name.Contains('$')) throw new DockerfileException(place, $"'{name}' has a variable in it", "a plain name; give the image a stage of its own, FROM with an ARG from before the first FROM");
        int? index = Earlier(name, stage);
        if (index is null && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number))
        {
            if (number >= stage) throw new DockerfileException(place, $"there is no stage {number} before this one", stage == 0 ? "the name of an image; this is the first stage" : $"a number from 0 to {stage - 1}, a stage's name or an image");
            index = number;
        }

        if (index is { } earlier) return Stage(earlier).Head is { } head ? new FileOrigin.Step(head) : new FileOrigin.Nothing();
        if (file.Stages.Any(later => string.Equals(later.Name, name, StringComparison.OrdinalIgnoreCase)))
            throw new DockerfileException(place, $"the stage '{name}' does not come before this one", "an earlier stage or an image");
        if (name == "scratch") return new FileOrigin.Nothing();
        var need = new ImageNeed(name, options.Platform);
        if (images(need) is { } image) return new FileOrigin.Step(Source(need, image, "FROM " + need.DisplayName, place));
        if (!needs.Contains(need)) needs.Add(need);
        return new FileOrigin.Nothing();
    }

    private int Source(ImageNeed need, BaseImage image, string title, SourcePlace place)
    {
        if (!sources.TryGetValue(need, out int id)) sources[need] = id = Add(number => new BaseStep(number, title, place, need, image));
        return id;
    }

    private int? Earlier(string name, int before)
    {
        for (int i = before - 1; i >= 0; i--)
            if (string.Equals(file.Stages[i].Name, name, StringComparison.OrdinalIgnoreCase)) return i;
        return null;
    }

    private Platform PlatformOf(FromInstruction from)
    {
        if (from.Platform is not { } text) return options.Platform;
        string platform = Words.Expand(from.Place, text, Escape, arguments.FindGlobal);
        return Platform.Parse(platform) ?? throw new DockerfileException(from.Place, $"'{platform}' is no platform", "OS/ARCHITECTURE[/VARIANT], such as linux/amd64");
    }

    private StageSource FindTarget()
    {
        if (options.Target is not { Length: > 0 } name) return file.Stages[^1];
        StageSource? found = file.Stages.FirstOrDefault(stage => string.Equals(stage.Name, name, StringComparison.OrdinalIgnoreCase));
        if (found is null && int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number < file.Stages.Count) found = file.Stages[number];
        string known = string.Join(", ", file.Stages.Select(stage => stage.Name ?? stage.Index.ToString(CultureInfo.InvariantCulture)));
        return found ?? throw new DockerfileException(file.Stages[^1].From.Place, $"the target stage '{name}' could not be found", $"one of {known}");
    }

    private long? Epoch()
    {
        if (!options.Arguments.TryGetValue("SOURCE_DATE_EPOCH", out string? text) || text.Length == 0) return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long seconds) && seconds < 253402300800 ? seconds
            : throw new DockerfileException(file.Stages[0].From.Place, $"SOURCE_DATE_EPOCH is '{text}'", "whole seconds since 1970");
    }

    private IReadOnlyList<string> ContextPaths()
    {
        IEnumerable<string> copied = steps.OfType<CopyStep>().Where(step => step.From is FileOrigin.Context).SelectMany(step => step.Paths.Select(path => path.Replace("/./", "/")));
        IEnumerable<string> mounted = steps.OfType<RunStep>().SelectMany(step => step.Mounts).Where(mount => mount.From is FileOrigin.Context).Select(mount => mount.Source);
        string[] paths = [.. copied.Concat(mounted).Select(path => PathText.Clean(path)[1..]).Distinct().Order(StringComparer.Ordinal)];
        return paths.Contains("") ? [""] : paths;
    }

    private static ImageSpec WithPath(ImageSpec spec) =>
        Variables.Find(spec.Environment, "PATH") is null ? spec.WithVariable("PATH", ImageSpec.DefaultPath) : spec;
}
