using ActorEngine.Contracts;
using ActorEngine.Journaling;
using ActorEngine.Serialization;
using Akka.Actor;
using Akka.Persistence;

namespace ActorEngine.Projects;

/// <summary>
/// Owner of projects: journals what each is to be before it is made so, and is the parent of their actors, which come back after a start of the daemon.
/// </summary>
public sealed class ProjectsActor : StateOwnerActor
{
    /// <summary>Its identity in the journal.</summary>
    public const string JournalId = "projects";

    private const int MostProjects = 10_000;

    private readonly ProjectServices services;
    private readonly ProjectFiles files;
    private readonly Dictionary<string, IActorRef> actors = [];
    private readonly string path;
    private ProjectsState state = ProjectsState.Empty;

    public ProjectsActor(ProjectServices services)
        : base(JournalId)
    {
        this.services = services;
        files = new ProjectFiles(services.Directory);
        path = Self.Path.ToStringWithoutAddress();
        Recover<SnapshotOffer>(offer => state = ProjectsState.Of((ProjectsSnapshot)offer.Snapshot));
        Recover<IProjectEvent>(Apply);
        Recover<RecoveryCompleted>(_ => OnRecovered());
        Serving();
    }

    public static Props Props(ProjectServices services) => Akka.Actor.Props.Create(() => new ProjectsActor(services));

    /// <inheritdoc />
    protected override void PreStart()
    {
        services.States.Set(path, nameof(ProjectsActor), "recovering");
        Context.System.EventStream.Subscribe(Self, typeof(ContainerChanged));
        base.PreStart();
    }

    /// <inheritdoc />
    protected override void PostStop()
    {
        services.States.Remove(path);
        Context.System.EventStream.Unsubscribe(Self);
        base.PostStop();
    }

    private void Serving()
    {
        JournalResults();
        Command<RunProject>(OnRun);
        Command<FilesWritten>(OnWritten);
        Command<StartProject>(command => OnOperation(command.Name, command));
        Command<StopProject>(command => OnOperation(command.Name, command));
        Command<RemoveProject>(command => OnOperation(command.Name, command));
        Command<ListProjects>(_ => Sender.Tell(ProjectViews.List(state, services.Containers(null))));
        Command<InspectProject>(OnInspect);
        Command<ContainerChanged>(OnChanged);
        Command<ServiceNoted>(OnNoted);
        Command<ProjectGone>(OnGone);
        Command<Terminated>(OnTerminated);
        Command<FilesRemoved>(removed => removed.Asker.Tell(new Done()));
    }

    private void OnRecovered()
    {
        foreach (var project in state.Projects.Values) Make(project);
        Show();
    }

    private void OnRun(RunProject command)
    {
        if (ProjectRules.Check(command.Project) is { } wrong)
        {
            Sender.Tell(wrong);
            return;
        }

        if (state.Find(command.Project.Name) is null && state.Projects.Count >= MostProjects)
        {
            Sender.Tell(new Fault(FaultCode.Overloaded, $"There are {MostProjects} projects already."));
            return;
        }

        var asker = Sender;
        var project = command.Project;
        Task.Run(() => files.Write(project)).PipeTo(Self, Self, written => new FilesWritten(command with { Project = written }, asker, null), cause => new FilesWritten(command, asker, cause));
    }

    private void OnWritten(FilesWritten written)
    {
        if (written.Failure is { } failure)
        {
            written.Asker.Tell(new Fault(FaultCode.Storage, $"The files of project {written.Command.Project.Name} cannot be written: {failure.Message}"));
            return;
        }

        var settings = written.Command.Project;
        var record = new ProjectRecord(settings) { Failures = state.Find(settings.Name)?.Failures ?? new Dictionary<string, string>() };
        Record(new ProjectSetEvent(record), written.Asker.Tell, () =>
        {
            if (actors.TryGetValue(settings.Name, out var actor)) actor.Tell(record);
            else actor = Make(record);
            actor.Tell(new Asked(written.Command, written.Asker));
        });
    }

    private void OnOperation(string name, IMessage command)
    {
        if (!actors.TryGetValue(name, out var actor))
        {
            IReadOnlyList<ContainerView> views = services.Containers(name);
            bool known = views.Count > 0 || command is RemoveProject && services.FindNetworks().Any(network => network.Labels.GetValueOrDefault(ComposeLabels.Project) == name);
            if (!known)
            {
                Sender.Tell(new Fault(FaultCode.NotFound, $"There is no project '{name}'."));
                return;
            }

            // Somebody else's: it has an actor until the daemon ends, and no place in the journal.
            actor = Make(new ProjectRecord(ProjectPlan.Found(name, views)));
        }

        actor.Tell(new Asked(command, Sender));
    }

    private void OnInspect(InspectProject question)
    {
        IReadOnlyList<ContainerView> views = services.Containers(question.Name);
        var record = state.Find(question.Name);
        Sender.Tell(record is null && views.Count == 0 ? new Fault(FaultCode.NotFound, $"There is no project '{question.Name}'.") : ProjectViews.Of(question.Name, record, views));
    }

    private void OnChanged(ContainerChanged change)
    {
        if (ProjectLabels.ProjectOf(change.View) is { } project && actors.TryGetValue(project, out var actor)) actor.Tell(change);
    }

    private void OnNoted(ServiceNoted noted)
    {
        if (state.Find(noted.Project) is null) return;
        Record(new ServiceFailedEvent(noted.Project, noted.Service, noted.Reason), null, () =>
        {
            if (actors.TryGetValue(noted.Project, out var actor)) actor.Tell(state.Find(noted.Project)!);
        });
    }

    private void OnGone(ProjectGone gone)
    {
        if (actors.Remove(gone.Project, out var actor))
        {
            Context.Unwatch(actor);
            Context.Stop(actor);
        }

        IReadOnlyList<object> changes = state.Find(gone.Project) is null ? [] : [new ProjectRemovedEvent(gone.Project)];
        var (name, asker) = (gone.Project, gone.Asker);
        Record(changes, asker.Tell, () => Task.Run(() => files.Remove(name)).PipeTo(Self, Self, () => new FilesRemoved(asker), _ => new FilesRemoved(asker)));
    }

    /// <summary>A project's actor that failed begins again from what is journalled.</summary>
    private void OnTerminated(Terminated gone)
    {
        string name = gone.ActorRef.Path.Name["project-".Length..];
        if (!actors.Remove(name) || state.Find(name) is not { } record) return;
        Make(record);
    }

    private IActorRef Make(ProjectRecord record) =>
        actors[record.Settings.Name] = Context.Watch(Context.ActorOf(ProjectActor.Props(services, record), $"project-{record.Settings.Name}"));

    /// <inheritdoc />
    protected override void Apply(object change) => state = state.Apply((IProjectEvent)change);

    /// <inheritdoc />
    protected override object Snapshot() => state.ToSnapshot();

    /// <inheritdoc />
    protected override void Show() => services.States.Set(path, nameof(ProjectsActor), $"{state.Projects.Count} projects");

    /// <inheritdoc />
    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private sealed record FilesWritten(RunProject Command, IActorRef Asker, Exception? Failure);

    private sealed record FilesRemoved(IActorRef Asker);
}
