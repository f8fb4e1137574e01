using ActorEngine.Cli.Values;
using ActorEngine.Compose.Yaml;
using ActorEngine.Contracts;

namespace ActorEngine.Compose.Reading;

/// <summary>One service: each attribute to what the engine's containers are made with. Compose specification: services.</summary>
internal sealed partial class ServiceReader
{
    private readonly string name;
    private readonly ReadingScope scope;
    private readonly Fields fields;
    private readonly Dictionary<string, ServiceDependency> dependsOn = [];
    private readonly HashSet<string> optional = [];

    private ServiceReader(string name, Node node, ReadingScope scope)
    {
        this.name = name;
        this.scope = scope;
        fields = new Fields(node, $"services.{name}");
    }

    /// <exception cref="ComposeException">An attribute is not supported, or its value not understood.</exception>
    public static ServiceDraft Read(string name, Node node, ReadingScope scope) => new ServiceReader(name, node, scope).Draft();

    private ServiceDraft Draft()
    {
        RefuseUnsupported();
        var build = fields.Inner("build") is { } inner ? BuildReader.Read(inner, scope) : null;
        string? image = fields.Text("image");
        if (image is null && build is null) throw fields.Wrong("", null, "it has neither image nor build");
        string? platform = fields.Text("platform");
        if (build is not null && platform is not null && build.Platform is null) build = build with { Platform = platform };
        var settings = new ContainerSettings { Image = new ImageReference(image ?? $"{scope.Project}-{name}") };
        settings = Program(settings);
        settings = Rights(settings);
        settings = Limits(settings);
        settings = Surroundings(settings);
        settings = Mounted(settings, out var files);
        settings = Networked(settings);
        int scale = Deploy(ref settings);
        Dependencies();
        var service = new ServiceSettings(name, settings)
        {
            Scale = scale,
            ContainerName = fields.Text("container_name"),
            DependsOn = [.. dependsOn.Values],
            Files = files,
            OnFailure = FailureReader.Read(fields.Take("x-actorengine"), $"{fields.Path}.x-actorengine", scope.OnFailure),
        };
        if (service is { ContainerName: not null, Scale: > 1 }) throw fields.Wrong("container_name", null, $"{scale} containers cannot have the same name");
        var draft = new ServiceDraft(service, fields.Place)
        {
            Build = build,
            Pull = fields.Parsed("pull_policy", Policy),
            Profiles = fields.Words("profiles"),
            Optional = optional,
            Attach = fields.Flag("attach") ?? true,
        };
        fields.Done();
        return draft;
    }

    private void RefuseUnsupported()
    {
        fields.Refuse("develop", "watching files for development is not supported; leave develop out, and run 'compose up --build' after a change");
        fields.Refuse("credential_spec", "credentials of Windows are not supported");
        fields.Refuse("isolation", "isolation is of Windows");
        fields.Refuse("provider", "providers are not supported");
        fields.Refuse("post_start", "hooks are not supported; let the container's own program do it");
        fields.Refuse("pre_stop", "hooks are not supported; let the container's own program do it on its stop signal");
        fields.Refuse("storage_opt", "options of the image store are not supported");
    }

    private ContainerSettings Program(ContainerSettings settings) => settings with
    {
        Command = Command("command") ?? [],
        // An empty one clears the image's.
        Entrypoint = Command("entrypoint") is { } entry ? entry.Count == 0 ? [""] : entry : null,
        Environment = Variables(),
        WorkingDirectory = fields.Text("working_dir"),
        User = fields.Text("user"),
        Groups = fields.Words("group_add"),
        Tty = fields.Is("tty"),
        OpenStdin = fields.Is("stdin_open"),
        StopSignal = fields.ParsedClass("stop_signal", SmallSyntax.Signal),
        StopTimeoutSeconds = fields.Parsed("stop_grace_period", Scalars.Seconds),
        Restart = fields.ParsedClass("restart", SmallSyntax.Restart) ?? new(),
        Init = fields.Flag("init"),
        Runtime = fields.Text("runtime"),
        Healthcheck = fields.Inner("healthcheck") is { } check ? HealthcheckReader.Read(check) : null,
        Labels = Labels(),
        Annotations = fields.Map("annotations"),
        Log = fields.Inner("logging") is { } log ? Logging(log) : new(),
    };

    private IReadOnlyList<string>? Command(string attribute) => fields.Take(attribute) switch
    {
        null => null,
        TextNode text => fields.Parse(attribute, text, text.Text, ShellWords.Split),
        _ => fields.Words(attribute),
    };

    private static LogSettings Logging(Fields log)
    {
        var settings = new LogSettings { Driver = log.Text("driver"), Options = log.Map("options") };
        log.Done();
        return settings;
    }

    private Dictionary<string, string> Labels()
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in FileVariables("label_file")) labels[key] = value;
        foreach (var (key, value) in fields.Map("labels")) labels[key] = value;
        return labels;
    }

    private static PullPolicy Policy(string text) => text switch
    {
        "always" => PullPolicy.Always,
        "never" => PullPolicy.Never,
        "missing" or "if_not_present" => PullPolicy.Missing,
        "build" => PullPolicy.Build,
        _ => throw new FormatException($"'{text}' is not supported; write always, missing, never or build"),
    };
}
