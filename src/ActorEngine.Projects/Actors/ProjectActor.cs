using ActorEngine.Contracts;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Projects;

/// <summary>
/// One project: parent of its services; one operation on it at a time. What is done <see cref="ProjectPlan"/> says; a service that fails escalates to
/// here, and its <see cref="FailureAction"/> is carried out.
/// </summary>
internal sealed partial class ProjectActor : ReceiveActor
{
    private const int MostWaiting = 64;

    private readonly ProjectServices services;
    private readonly ILoggingAdapter log = Context.GetLogger();
    private readonly Dictionary<string, IActorRef> actors = [];
    private readonly Queue<Asked> waiting = new();
    private readonly List<(IReadOnlyList<string> Services, IActorRef Asker)> unready = [];
    private ProjectRecord record;
    private Asked? current;

    public ProjectActor(ProjectServices services, ProjectRecord record)
    {
        (this.services, this.record) = (services, record);
        Receive<ProjectRecord>(OnRecord);
        Receive<Asked>(OnAsked);
        Receive<OperationEnded>(OnEnded);
        Receive<Terminated>(_ => OnEnded(new OperationEnded(new Fault(FaultCode.Internal, "The operation failed in the engine; its log has the reason."))));
        Receive<ContainerChanged>(OnChanged);
        Receive<ServiceFailed>(OnServiceFailed);
    }

    public static Props Props(ProjectServices services, ProjectRecord record) => Akka.Actor.Props.Create(() => new ProjectActor(services, record));

    private string Name => record.Settings.Name;

    protected override void PreStart()
    {
        var views = Views();
        foreach (var service in record.Settings.Services) Make(service, views);
        Show();
    }

    protected override void PostStop()
    {
        services.States.Remove(Self);
        foreach (var asked in current is null ? waiting.AsEnumerable() : [current, .. waiting]) asked.Asker.Tell(new Fault(FaultCode.Unavailable, $"The project {Name} ended."));
    }

    private void OnRecord(ProjectRecord changed)
    {
        record = changed;
        var views = Views();
        foreach (var service in record.Settings.Services)
        {
            if (!actors.ContainsKey(service.Name)) Make(service, views);
        }

        foreach (string gone in actors.Keys.Where(name => record.Settings.Services.All(service => service.Name != name)).ToList())
        {
            actors.Remove(gone, out var actor);
            Context.Stop(actor!);
        }

        Show();
    }

    private void OnAsked(Asked asked)
    {
        if (current is not null && waiting.Count >= MostWaiting) asked.Asker.Tell(new Fault(FaultCode.Overloaded, $"{waiting.Count} operations wait for the project {Name}; ask again."));
        else waiting.Enqueue(asked);
        Next();
    }

    private void Next()
    {
        if (current is not null || !waiting.TryDequeue(out current)) return;
        var (stages, fault) = Plan(current.Command, Views());
        if (fault is not null)
        {
            Finish(fault);
            return;
        }

        if (current.Command is RunProject or StartProject) TryAgain();
        Context.Watch(Context.ActorOf(OperationActor.Props(services, stages, new Dictionary<string, IActorRef>(actors), current.Asker)));
        Show();
    }

    private (IReadOnlyList<Stage> Stages, Fault? Fault) Plan(IMessage command, IReadOnlyList<ContainerView> views)
    {
        string[] known = [.. record.Settings.Services.Select(service => service.Name)];
        return command switch
        {
            RunProject run => ProjectPlan.Run(run with { Project = record.Settings }, views, [.. services.FindNetworks().Select(network => network.Name)]),
            StartProject start => (ProjectPlan.Start(record.Settings, views, start.Services), ProjectRules.Check(start.Services, known)),
            StopProject stop => (ProjectPlan.Stop(record.Settings, views, stop.Services, stop.TimeoutSeconds), ProjectRules.Check(stop.Services, known)),
            RemoveProject remove => (ProjectPlan.Remove(record.Settings, remove, views, services.FindNetworks()), ProjectRules.Check(remove.Services, known)),
            _ => ([], new Fault(FaultCode.Internal, $"{command.GetType().Name} is no operation on a project.")),
        };
    }

    /// <summary>What failed before is forgotten where a user starts it.</summary>
    private void TryAgain()
    {
        var views = Views();
        foreach (var service in record.Settings.Services)
        {
            actors[service.Name].Tell(new TryAgain(service, ProjectPlan.Own(views, service.Name)));
            if (record.Failures.ContainsKey(service.Name)) Context.Parent.Tell(new ServiceNoted(Name, service.Name, ""));
        }
    }

    private void OnEnded(OperationEnded ended)
    {
        Context.Unwatch(Sender);
        if (current is null) return;
        if (ended.Fault is { } fault) Finish(fault);
        else if (current.Command is RunProject { Wait: true } run) Await(run);
        else Finish(current.Command is RunProject ? ProjectViews.Of(Name, record, Views()) : new Done());
    }

    private void Finish(IReply reply)
    {
        var done = current!;
        current = null;
        // The owner answers for a project that is wholly gone, when its record and its files are too.
        if (done.Command is RemoveProject { Services.Count: 0 } && reply is Done) Context.Parent.Tell(new ProjectGone(Name, done.Asker));
        else done.Asker.Tell(reply);
        Show();
        Next();
    }

    private IReadOnlyList<ContainerView> Views() => services.Containers(Name);

    private void Make(ServiceSettings service, IReadOnlyList<ContainerView> views) =>
        actors[service.Name] = Context.ActorOf(ServiceActor.Props(services, service, record.Failures.GetValueOrDefault(service.Name) ?? "", ProjectPlan.Own(views, service.Name)), $"service-{service.Name}");

    private void Show() => services.States.Set(Self, nameof(ProjectActor), $"{actors.Count} services{(current is null ? "" : $", {MessageCodec.ManifestOf(current.Command)}")}{(record.Failures.Count > 0 ? $", {record.Failures.Count} failed" : "")}");

    /// <summary>An operation that throws is answered; a service that throws watches on.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Sender.Path.Name.StartsWith("service-", StringComparison.Ordinal) ? Directive.Restart : Directive.Stop);
}

/// <summary>An operation on a project, and who gets its steps and its answer.</summary>
internal sealed record Asked(IMessage Command, IActorRef Asker);

/// <summary>A service was given up; tried again where the reason is empty.</summary>
internal sealed record ServiceNoted(string Project, string Service, string Reason);

/// <summary>A project was removed.</summary>
internal sealed record ProjectGone(string Project, IActorRef Asker);
