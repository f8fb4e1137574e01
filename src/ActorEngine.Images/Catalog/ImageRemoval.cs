using ActorEngine.Contracts;

namespace ActorEngine.Images;

/// <summary>A container that was made from an image.</summary>
internal readonly record struct ImageUser(ContainerId Container, bool IsRunning);

/// <summary>What a removal comes to.</summary>
/// <param name="Untagged">Canonical names to drop.</param>
/// <param name="Deletes">The image itself goes.</param>
/// <param name="Hides">It stays on disk, unseen, for stopped containers.</param>
internal sealed record RemovalPlan(Digest Image, IReadOnlyList<string> Untagged, bool Deletes, bool Hides);

/// <summary>Docker's rules for <c>rmi</c>.</summary>
internal static class ImageRemoval
{
    /// <summary>The plan, or the fault with the reason why not.</summary>
    public static (RemovalPlan? Plan, Fault? Fault) Decide(ImageCatalog catalog, RemoveImage command, IReadOnlyList<ImageUser> users)
    {
        ImageResolution.Found found = ImageResolution.Resolve(catalog, command.Image);
        if (found.Image is not { } image) return (null, found.Fault);
        IReadOnlyList<string> names = catalog.NamesOf(image.Id);
        ImageUser? running = First(users, user => user.IsRunning);
        ImageUser? stopped = First(users, user => !user.IsRunning);
        return found.Name is { } name
            ? ByName(image, name, names, command.Force, running, stopped)
            : ById(image, names, command.Force, running, stopped);
    }

    private static (RemovalPlan?, Fault?) ByName(
        ImageRecord image, string given, IReadOnlyList<string> names, bool force, ImageUser? running, ImageUser? stopped)
    {
        // NAME@DIGEST names no tag of its own: it stands for the tags of that repository.
        string repository = given[..(given.LastIndexOf(':') + 1)];
        IReadOnlyList<string> dropped = names.Contains(given) || given.Contains('@') ? [given] : [.. names.Where(name => name.StartsWith(repository, StringComparison.Ordinal))];
        if (names.Except(dropped).Any()) return (new RemovalPlan(image.Id, dropped, false, false), null);
        if (!force && (running ?? stopped) is { } user)
            return Conflict($"unable to remove repository reference \"{ImageCatalog.Familiar(given)}\" (must force) - container {user.Container.Short} is using its referenced image {Short(image)}");
        if (running is not null) return (new RemovalPlan(image.Id, dropped, false, false), null);
        return (new RemovalPlan(image.Id, dropped, true, Hides: stopped is not null), null);
    }

    private static (RemovalPlan?, Fault?) ById(ImageRecord image, IReadOnlyList<string> names, bool force, ImageUser? running, ImageUser? stopped)
    {
        if (running is { } active)
            return Conflict($"unable to delete {Short(image)} (cannot be forced) - image is being used by running container {active.Container.Short}");
        int repositories = names.Select(name => name[..name.LastIndexOf(':')]).Distinct().Count();
        if (!force && (names.Count > 1 || repositories > 1))
            return Conflict($"unable to delete {Short(image)} (must be forced) - image is referenced in multiple repositories");
        if (!force && stopped is { } user)
            return Conflict($"unable to delete {Short(image)} (must be forced) - image is being used by stopped container {user.Container.Short}");
        return (new RemovalPlan(image.Id, names, true, Hides: stopped is not null), null);
    }

    private static ImageUser? First(IReadOnlyList<ImageUser> users, Func<ImageUser, bool> predicate)
    {
        foreach (ImageUser user in users)
            if (predicate(user)) return user;
        return null;
    }

    private static string Short(ImageRecord image) => image.Id.Value["sha256:".Length..][..12];

    private static (RemovalPlan?, Fault?) Conflict(string reason) => (null, new Fault(FaultCode.Conflict, "conflict: " + reason) { Field = "image" });
}
