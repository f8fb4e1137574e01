namespace ActorEngine.Compose.Tests;

public sealed class YamlTests
{
    [Fact]
    public void Anchors_and_merge_keys_are_resolved()
    {
        const string Text = """
            x-base: &base
              image: busybox
              environment: {A: 1}
            x-more: &more {user: "1000", image: other}
            services:
              web:
                <<: [*base, *more]
                init: true
            """;
        var web = MemoryFiles.Project(Text).Settings.Services[0].Container;
        Assert.Equal(("busybox", "1000", true), (web.Image.Value, web.User, web.Init));
        Assert.Equal(["A=1"], web.Environment);
    }

    [Fact]
    public void A_key_that_stands_twice_is_refused() =>
        Assert.Equal("/shop/compose.yaml:3: 'web' stands here twice", Assert.Throws<ComposeException>(() => MemoryFiles.Project("services:\n  web: {image: a}\n  web: {image: b}\n")).Message);

    [Fact]
    public void What_is_no_yaml_is_refused_with_its_line() =>
        Assert.StartsWith("/shop/compose.yaml:3: ", Assert.Throws<ComposeException>(() => MemoryFiles.Project("services:\n  web: [a\n")).Message, StringComparison.Ordinal);

    [Fact]
    public void Aliases_of_aliases_do_not_grow_without_bound()
    {
        string text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n" + string.Concat(Enumerable.Range(1, 9).Select(level => $"x-a{level}: &a{level} [{string.Join(", ", Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
        Assert.Contains("more than 200000 values", Assert.Throws<ComposeException>(() => MemoryFiles.Project("x-" + text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_nesting_is_refused() => Assert.Contains("nested deeper", Assert.Throws<ComposeException>(() => MemoryFiles.Project("x-a: " + new string('[', 500))).Message, StringComparison.Ordinal);

    [Fact]
    public void An_unknown_alias_is_refused() => Assert.Contains("there is no anchor &nobody", Assert.Throws<ComposeException>(() => MemoryFiles.Project("services: *nobody")).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    public void An_empty_file_is_refused(string text) => Assert.Equal("/shop/compose.yaml: the file is empty", Assert.Throws<ComposeException>(() => MemoryFiles.Project(text)).Message);

    [Fact]
    public void A_missing_file_is_refused() => Assert.Equal("/shop/compose.yaml: there is no such file", Assert.Throws<ComposeException>(() => new MemoryFiles().Load()).Message);
}
