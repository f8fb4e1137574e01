using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Terminals;
using ActorEngine.Cli.Values;
using ActorEngine.Compose;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Composing;

/// <summary>The verbs that make a project: up and create.</summary>
internal static class ComposeUp
{
    private static IReadOnlyList<Option> Making =>
    [
        Option.Flag("build", "Build images before, also those that are there."),
        Option.Flag("no-build", "Build none."),
        Option.Flag("force-recreate", "Make all containers anew."),
        Option.Flag("no-recreate", "Make none anew, though its settings differ."),
        Option.Flag("remove-orphans", "Remove containers of services that are not in the files any more."),
        Option.List("scale", "SERVICE=N", "Run so many containers of a service."),
        Option.Value("pull", "WHEN", "Fetch images: always, missing or never; default as each service says.") with { Choices = ["always", "missing", "never"] },
        Option.Value("timeout", "SECONDS", "How long to wait before killing what is made anew.", 't'),
    ];

    public static Verb Definition => new("compose up", "make and start the services of a compose file")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = """
            Makes the networks, volumes and containers of a project and starts them in the order of their dependencies; of named services, them and what they depend on. Containers whose settings or image have changed are made anew. Images that are missing are built or fetched.

            Without -d the output comes here, each line behind its container's name, and ctrl-C stops the project. With -d the engine is left with it: it supervises each service, and does about one that keeps failing what the file says under x-actorengine (docs/compose.md).
            """,
        Options =
        [
            Option.Flag("detach", "Leave the project running.", 'd'),
            .. Making,
            Option.Flag("no-deps", "Leave out what the named services depend on."),
            Option.Flag("no-start", "Make the containers and start none."),
            Option.Flag("wait", "Come back when all run and are healthy; means -d."),
            Option.Flag("no-log-prefix", "Show lines without their container's name."),
            .. ComposeOptions.Table,
        ],
        Examples =
        [
            new("actorctl compose up -d --wait", "Start everything, and know that it is healthy."),
            new("actorctl compose up -d --build web", "Build one service anew after a change."),
            new("actorctl compose up -d --scale worker=3", "Run three of them."),
        ],
        SeeAlso = ["compose down", "compose ps", "compose logs"],
        Run = call => RunAsync(call, start: !call.Arguments.Flag("no-start"), deps: !call.Arguments.Flag("no-deps")),
    };

    public static Verb Create => new("compose create", "make the containers of services, and start none")
    {
        Synopsis = ["[OPTIONS] [SERVICE...]"],
        Description = "As compose up, without a start.",
        Options = [.. Making, .. ComposeOptions.Table],
        SeeAlso = ["compose up", "compose start"],
        Run = call => RunAsync(call, start: false, deps: true),
    };

    private static async Task<int> RunAsync(Invocation call, bool start, bool deps)
    {
        var arguments = call.Arguments;
        if (arguments.Flag("force-recreate") && arguments.Flag("no-recreate")) throw arguments.Wrong("no-recreate", "it does not go with --force-recreate.");
        var project = Scaled(arguments, ProjectFile.Load(call, arguments.Operands));
        var meant = Meant(project.Settings, arguments.Operands, deps);
        await using var connection = await call.ConnectAsync();
        if (arguments.Flag("no-build")) project = project with { Builds = new Dictionary<string, ComposeBuild>() };
        bool waits = arguments.Verb.Find("wait") is not null && arguments.Flag("wait");
        var request = new RunProject(await ProjectImages.ReadyAsync(call, connection, project, meant, arguments.Flag("build"), arguments.Value("pull")))
        {
            Services = arguments.Operands,
            NoDependencies = !deps,
            Recreate = arguments.Flag("force-recreate") ? RecreateChoice.Always : arguments.Flag("no-recreate") ? RecreateChoice.Never : RecreateChoice.Changed,
            RemoveOrphans = arguments.Flag("remove-orphans"),
            NoStart = !start,
            TimeoutSeconds = arguments.Number("timeout", text => Numbers.Within(text, -1, int.MaxValue)),
            Wait = waits && start,
        };
        await ProjectCalls.RunAsync<ProjectInspection>(call, connection, request);
        if (!start || waits || arguments.Flag("detach")) return 0;
        return await FollowAsync(call, project, [.. meant.Where(service => !project.Unattached.Contains(service))]);
    }

    /// <summary>Shows the output until all have ended, or a signal stops the project.</summary>
    private static async Task<int> FollowAsync(Invocation call, ComposeProject project, IReadOnlyList<string> services)
    {
        using var signals = new SignalWatch(SignalWatch.Ending);
        using var over = new CancellationTokenSource();
        await using var connection = await call.ConnectAsync();
        var containers = await ProjectCalls.ContainersAsync(connection, project.Settings.Name, services);
        var reading = new ProjectLogs(call, !call.Arguments.Flag("no-log-prefix")).RunAsync(containers, container => new ReadLogs(container) { Follow = true, Since = null }, over.Token);
        var signal = signals.NextAsync(over.Token).AsTask();
        if (await Task.WhenAny(reading, signal) == signal)
        {
            call.Console.Complain("Gracefully stopping... (press ctrl-C again to leave the rest to the engine)");
            var stopping = ProjectCalls.RunAsync<Done>(call, connection, new StopProject(project.Settings.Name) { Services = call.Arguments.Operands });
            await Task.WhenAny(stopping, signals.NextAsync(CancellationToken.None).AsTask());
            await over.CancelAsync();
            return 130;
        }

        await reading;
        await over.CancelAsync();
        return 0;
    }

    private static ComposeProject Scaled(Arguments arguments, ComposeProject project)
    {
        var scales = arguments.List("scale", text => text.Split('=') is [var service, var number]
            ? project.Settings.Services.Any(one => one.Name == service) ? (Service: service, Number: Numbers.Within(number, 0, 1000)) : throw new FormatException($"there is no service '{service}'.")
            : throw new FormatException($"'{text}' is not SERVICE=N.")).ToDictionary(pair => pair.Service, pair => pair.Number);
        if (scales.Count == 0) return project;
        return project with { Settings = project.Settings with { Services = [.. project.Settings.Services.Select(service => scales.TryGetValue(service.Name, out int number) ? service with { Scale = number } : service)] } };
    }

    /// <summary>The named services and what they depend on; all where none is named.</summary>
    internal static HashSet<string> Meant(ProjectSettings project, IReadOnlyList<string> named, bool deps)
    {
        var found = named.Count == 0 ? project.Services.Select(service => service.Name).ToHashSet() : named.ToHashSet();
        var queue = new Queue<string>(deps ? named : []);
        while (queue.TryDequeue(out string? name))
        {
            foreach (var dependency in project.Services.First(service => service.Name == name).DependsOn)
            {
                if (found.Add(dependency.Service)) queue.Enqueue(dependency.Service);
            }
        }

        return found;
    }
}
