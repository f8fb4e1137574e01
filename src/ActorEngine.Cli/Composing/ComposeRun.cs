using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Options;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;

namespace ActorEngine.Cli.Composing;

/// <summary>The verbs that run programs in services: run and exec.</summary>
internal static class ComposeRun
{
    private static IReadOnlyList<Option> Process =>
    [
        Option.Flag("detach", "Leave it running.", 'd'),
        Option.List("env", "KEY[=VALUE]", "Set a variable.", 'e'),
        Option.Value("user", "USER[:GROUP]", "Run as somebody else.", 'u'),
        Option.Value("workdir", "DIRECTORY", "Run somewhere else.", 'w'),
        Option.Flag("no-TTY", "No terminal, though standard input is one.", 'T') with { Aliases = ["no-tty"] },
        Option.Flag("interactive", "Read standard input; on where nothing is said.", 'i'),
    ];

    public static Verb Definition => new("compose run", "run a program once in a new container of a service")
    {
        Synopsis = ["[OPTIONS] SERVICE [COMMAND [ARG...]]"],
        Description = "Makes a container with the settings of a service and runs COMMAND in it, or what the service says. What the service depends on is started before. Ports are not published, unless --service-ports is given; the service's restart policy is not applied.",
        Options =
        [
            .. Process,
            Option.Flag("rm", "Remove the container when it has ended."),
            Option.Flag("no-deps", "Start nothing before."),
            Option.Flag("service-ports", "Publish the service's ports.", 'P'),
            Option.Flag("build", "Build the image before."),
            Option.Value("entrypoint", "COMMAND", "Replace the entrypoint."),
            Option.Value("name", "NAME", "Name of the container."),
            .. ComposeOptions.Table,
        ],
        Least = 1,
        OptionsFirst = true,
        FailureCode = 125,
        StartsPrograms = true,
        ExitCodes = [new("0-255", "What the program ended with.")],
        Examples = [new("actorctl compose run --rm web sh", "Look around in a container like those of web.")],
        SeeAlso = ["compose exec", "run"],
        Run = RunAsync,
    };

    public static Verb Exec => new("compose exec", "run a program in a container of a service")
    {
        Synopsis = ["[OPTIONS] SERVICE COMMAND [ARG...]"],
        Description = "Runs COMMAND in a container of a service that runs.",
        Options =
        [
            .. Process,
            Option.Flag("privileged", "Give it every right."),
            Option.Value("index", "NUMBER", "Number of the container; default 1."),
            .. ComposeOptions.Table,
        ],
        Least = 2,
        OptionsFirst = true,
        FailureCode = 125,
        StartsPrograms = true,
        ExitCodes = [new("0-255", "What the program ended with.")],
        Examples = [new("actorctl compose exec db psql", "A client beside the server.")],
        SeeAlso = ["compose run", "exec"],
        Run = ExecAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string name = arguments.Operands[0];
        var project = ProjectFile.Load(call, [name]);
        var service = project.Settings.Services.First(one => one.Name == name);
        if (service.Files.Count > 0) throw new CommandException($"service {name} has secrets or configs that are no files of the host; compose run cannot give it those.");
        bool tty = Tty(call), detach = arguments.Flag("detach");
        await using var link = new Resuming(call);
        var container = await link.RunAsync(async (connection, _) =>
        {
            bool deps = !arguments.Flag("no-deps") && service.DependsOn.Count > 0;
            var needed = ComposeUp.Meant(project.Settings, [name], deps);
            var ready = await ProjectImages.ReadyAsync(call, connection, project, needed, arguments.Flag("build"), null);
            string[] before = [.. service.DependsOn.Select(dependency => dependency.Service)];
            // The whole project is sent, so that the engine forgets none of it; only these are started.
            var run = new RunProject(ready) { Services = deps ? before : [], NoStart = !deps };
            if (deps) await ProjectCalls.RunAsync<ProjectInspection>(call, connection, run);
            return await connection.DemandAsync<ContainerCreated>(new CreateContainer(OperationId.New(), arguments.Value("name") ?? $"{ready.Name}-{name}-run-{Guid.NewGuid().ToString("n")[..12]}", Settings(call, ready, service, tty, deps)));
        });
        var reference = new ContainerReference(container.Id.Value);
        if (detach)
        {
            await call.AskAsync<Done>(new StartContainer(reference));
            call.Console.WriteLine(container.Id.Value);
            return 0;
        }

        var session = new SessionSettings(tty, arguments.Flag("interactive", otherwise: true), DetachKeys.Parse(DetachKeys.Default), PassSignals: true, PassHangup: true);
        return await new Attachment(call, link, new AttachPlan(reference, session) { Stdout = true, Stderr = true, Start = true, Fresh = true }).RunAsync();
    }

    private static ContainerSettings Settings(Invocation call, ProjectSettings project, ServiceSettings service, bool tty, bool deps)
    {
        var arguments = call.Arguments;
        var own = service.Container;
        return own with
        {
            Command = arguments.Operands.Count > 1 ? [.. arguments.Operands.Skip(1)] : own.Command,
            Entrypoint = arguments.Value("entrypoint") is { } entry ? [entry] : own.Entrypoint,
            Environment = [.. own.Environment, .. Variables(call)],
            User = arguments.Value("user") ?? own.User,
            WorkingDirectory = arguments.Value("workdir") ?? own.WorkingDirectory,
            Tty = tty,
            OpenStdin = arguments.Flag("interactive", otherwise: true) && !arguments.Flag("detach"),
            StdinOnce = !arguments.Flag("detach"),
            Ports = arguments.Flag("service-ports") ? own.Ports : [],
            Restart = new RestartPolicy(),
            AutoRemove = arguments.Flag("rm"),
            // A second one with the name or the address would be refused, or answer for the service.
            Endpoint = new EndpointSettings(),
            MoreNetworks = [.. own.MoreNetworks.Select(network => new NetworkChoice(network.Network))],
            DependsOn = deps ? [.. service.DependsOn.Select(dependency => new ContainerDependency(new ContainerReference(First(project, dependency.Service)), dependency.Condition))] : [],
            Labels = new Dictionary<string, string>(own.Labels)
            {
                [ComposeLabels.Project] = project.Name,
                [ComposeLabels.Service] = service.Name,
                [ComposeLabels.OneOff] = "True",
                [ComposeLabels.Number] = "1",
                [ComposeLabels.Directory] = project.WorkingDirectory,
                [ComposeLabels.Files] = string.Join(',', project.ConfigFiles),
                [ComposeLabels.Version] = ComposeLabels.VersionValue,
            },
        };
    }

    private static string First(ProjectSettings project, string service) => project.Services.First(one => one.Name == service).ContainerName ?? $"{project.Name}-{service}-1";

    private static async Task<int> ExecAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string project = ProjectFile.Name(call);
        ContainerSummary container;
        await using (var connection = await call.ConnectAsync())
            container = await ProjectCalls.ContainerAsync(connection, project, arguments.Operands[0], arguments.Number("index", Numbers.Count) ?? 1);
        bool detach = arguments.Flag("detach"), tty = Tty(call), stdin = arguments.Flag("interactive", otherwise: true) && !detach;
        var size = tty ? call.Console.Size : null;
        var start = new StartExec(new ContainerReference(container.Id.Value), new ExecSettings
        {
            Command = [.. arguments.Operands.Skip(1)],
            Environment = Variables(call),
            WorkingDirectory = arguments.Value("workdir"),
            User = arguments.Value("user"),
            Tty = tty,
            Stdin = stdin,
            Privileged = arguments.Flag("privileged"),
            Rows = size?.Rows ?? 0,
            Columns = size?.Columns ?? 0,
        }, detach);
        if (!detach) return await new ExecSession(call, start, new SessionSettings(tty, stdin, DetachKeys.Parse(DetachKeys.Default), PassSignals: false)).RunAsync();
        await call.AskAsync<ExecStarted>(start);
        return 0;
    }

    /// <summary>A terminal where there is one here, as Docker's compose does.</summary>
    private static bool Tty(Invocation call) => !call.Arguments.Flag("no-TTY") && !call.Arguments.Flag("detach") && call.Console is { InputIsTerminal: true, OutputIsTerminal: true };

    private static IReadOnlyList<string> Variables(Invocation call) =>
        [.. from text in call.Arguments.List("env") let variable = text.Contains('=') ? text : call.Environment(text) is { } value ? $"{text}={value}" : null where variable is not null select variable];
}
