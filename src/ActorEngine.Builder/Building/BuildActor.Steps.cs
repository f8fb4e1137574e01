using ActorEngine.Contracts;
using Akka.Actor;

namespace ActorEngine.Builder;

/// <summary>Carrying the plan out: a step begins when what it needs is done, and no more than so many at once.</summary>
internal sealed partial class BuildActor
{
    private readonly Dictionary<IActorRef, int> running = [];
    private readonly Dictionary<int, StepResult> results = [];
    private readonly Dictionary<int, IReadOnlyList<string>> keys = [];
    private readonly HashSet<int> begun = [];

    private void Begin(Plan made)
    {
        plan = made;
        if (client.Request.Outline) client.Post(OutlineOf(made));
        services.States.Set(Self.Path.ToStringWithoutAddress(), nameof(BuildActor), $"{made.Steps.Count} steps");
        if (made.ContextPaths.Count > 0 && context is null && !Load()) return;
        foreach (BaseStep image in made.Steps.OfType<BaseStep>())
        {
            begun.Add(image.Id);
            results[image.Id] = new StepResult(image.Image.Chain, IsEmpty: false, LastTime(image.Image.Spec));
            build.Progress.Begin(image.Title, image.Id).Done(image.Image.Chain);
        }

        StartSteps();
    }

    private static BuildOutline OutlineOf(Plan made) => new([.. made.Outline.Select(entry => new BuildInstruction(entry.Text, entry.Stage)
    {
        Step = entry.Step,
        Program = entry.Step is { } step && made.Steps[step] is RunStep run ? string.Join(' ', run.Arguments) : null,
    })]);

    private bool Load()
    {
        if (client.Request.Context is BuildContextKind.None or BuildContextKind.Remote)
        {
            Answer(new Fault(FaultCode.InvalidArgument, "The Dockerfile copies from a context, and the build has none; name a directory.") { Field = "context" });
            return false;
        }

        BuildProgress.Vertex vertex = build.Progress.Begin("[internal] load build context");
        client.Post(new ContextWanted(plan!.ContextPaths));
        Run(() =>
        {
            ContextTree received = ContextTree.Receive(client.Context, Path.Combine(build.Directory, "context"), isArchive: false, services.Settings.MaxContextBytes, client.Over);
            vertex.Status($"transferring context: {Sizes.Of(received.Bytes)}");
            vertex.Done();
            return Task.FromResult(new ContextReady(received));
        }, ready => ready);
        return true;
    }

    private void OnContext(ContextReady ready)
    {
        context = ready.Context;
        StartSteps();
    }

    private void StartSteps()
    {
        if (answer is not null) return;
        foreach (PlanStep step in plan!.Steps)
        {
            if (running.Count >= services.Settings.ParallelSteps) return;
            if (begun.Contains(step.Id) || !IsReady(step)) continue;
            begun.Add(step.Id);
            var order = new StepOrder(step, step.Parent is { } parent ? results[parent] : null, results, NeedsContext(step) ? context : null);
            order = order with { Inputs = step.Inputs.Distinct().ToDictionary(input => input, input => results[input]) };
            Props props = step is RunStep ? RunStepActor.Props(build, order) : FileStepActor.Props(build, order);
            running[Context.Watch(Context.ActorOf(props, $"step-{step.Id}"))] = step.Id;
        }

        if (results.Count == plan.Steps.Count) Finish();
    }

    private bool IsReady(PlanStep step) =>
        (step.Parent is not { } parent || results.ContainsKey(parent)) && step.Inputs.All(results.ContainsKey) && (context is not null || !NeedsContext(step));

    private static bool NeedsContext(PlanStep step) => step switch
    {
        CopyStep copy => copy is { From: FileOrigin.Context, Paths.Count: > 0 },
        RunStep run => run.Mounts.Any(mount => mount.From is FileOrigin.Context),
        _ => false,
    };

    private void OnStepEnded(StepEnded ended)
    {
        keys[ended.Step] = ended.Keys;
        if (ended.Result is { } result)
        {
            results[ended.Step] = result;
            return;
        }

        SourcePlace place = plan!.Steps[ended.Step].Place;
        Fault fault = ended.Fault!;
        Answer(fault with { Message = $"{place.File}:{place.Line}: {fault.Message}\n  {place.Line} | {place.Text}" });
    }

    // The next steps begin when the actor is gone, so that its place and its name are free.
    private void OnTerminated(Terminated terminated)
    {
        if (!running.Remove(terminated.ActorRef, out int step)) return;
        if (answer is not null)
        {
            if (running.Count == 0) Flush();
        }
        else if (!results.ContainsKey(step)) Answer(new Fault(FaultCode.Internal, $"{plan!.Steps[step].Title} failed in the engine; its log has the reason."));
        else StartSteps();
    }

    private static DateTimeOffset? LastTime(ImageSpec spec) => spec.History.LastOrDefault(entry => entry.Created is not null)?.Created;
}
