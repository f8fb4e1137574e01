using ActorEngine.Contracts;
using Akka.Actor;
using Akka.Event;

namespace ActorEngine.Projects;

internal sealed partial class ProjectActor
{
    private void OnChanged(ContainerChanged change)
    {
        if (actors.TryGetValue(ProjectLabels.ServiceOf(change.View), out var service) && !ProjectLabels.IsOneOff(change.View)) service.Tell(change);
        CheckReady();
    }

    /// <summary>The operation is over; its asker waits until the containers are well, and others may go on.</summary>
    private void Await(RunProject run)
    {
        var chosen = ServiceOrder.Needed(record.Settings.Services, run.Services).Select(service => service.Name);
        unready.Add(([.. chosen], current!.Asker));
        current = null;
        CheckReady();
        Show();
        Next();
    }

    private void CheckReady()
    {
        if (unready.Count == 0) return;
        var views = Views();
        foreach (var one in unready.ToList())
        {
            if (Readiness.Of([.. one.Services.SelectMany(service => ProjectPlan.Own(views, service))]) is not { } reply) continue;
            unready.Remove(one);
            one.Asker.Tell(reply is Done ? ProjectViews.Of(Name, record, views) : reply);
        }
    }

    private void OnServiceFailed(ServiceFailed failed)
    {
        log.Warning("Service {0} of project {1} has failed: {2}", failed.Service, Name, failed.Reason);
        Context.Parent.Tell(new ServiceNoted(Name, failed.Service, failed.Reason));
        services.Events.Tell(new PublishEvent(services.Time.GetUtcNow(), "project", "service_failed", Name)
        {
            Attributes = new Dictionary<string, string> { ["name"] = Name, ["service"] = failed.Service, ["reason"] = failed.Reason },
        });
        if (record.Settings.Services.FirstOrDefault(service => service.Name == failed.Service) is not { } service) return;
        switch (service.OnFailure.Action)
        {
            case FailureAction.StopDependents:
                OnAsked(new Asked(new StopProject(Name) { Services = [.. ServiceOrder.Dependents(record.Settings.Services, service.Name).Select(one => one.Name)] }, ActorRefs.Nobody));
                break;
            case FailureAction.StopProject:
                OnAsked(new Asked(new StopProject(Name), ActorRefs.Nobody));
                break;
            default:
                break;
        }
    }
}
