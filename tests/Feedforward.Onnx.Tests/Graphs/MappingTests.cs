using Feedforward.Activations;
using Feedforward.Layers;
using Feedforward.Losses;
using Feedforward.Onnx.Graphs;
using Feedforward.Tabular;

namespace Feedforward.Onnx.Tests.Graphs;

/// <summary>Whoever adds a layer, activation, loss or encoder is told here that the model file needs it too.</summary>
public sealed class MappingTests
{
    [Fact]
    public void EveryActivationHasAForm() =>
        Assert.Equal(Activation.All.Select(activation => activation.Name).Order(), ActivationNodes.Names.Order());

    [Fact]
    public void EveryLossHasAForm() =>
        Assert.Equal(Loss.All.Select(loss => loss.Name).Order(), LinkNodes.Names.Order());

    [Fact]
    public void EveryLayerHasAForm() => Assert.Equal(Names(Concrete(typeof(Layer))), Names(LayerNodes.Types));

    [Fact]
    public void EveryEncoderHasAForm() => Assert.Equal(Names(Concrete(typeof(FeatureEncoder))), Names(FeatureNodes.Types));

    /// <summary>The tests of agreement must run every layer too.</summary>
    [Fact]
    public void EveryLayerIsTried()
    {
        var tried = SampleLayers.Arrangements
            .SelectMany(arrangement => SampleLayers.Layers(arrangement, Activation.Relu, 1))
            .SelectMany(WithChildren)
            .Select(layer => layer.GetType())
            .Distinct();
        Assert.Equal(Names(LayerNodes.Types), Names(tried));
    }

    private static IEnumerable<Layer> WithChildren(Layer layer) => [layer, .. layer.Children.SelectMany(WithChildren)];

    private static IEnumerable<Type> Concrete(Type root) =>
        root.Assembly.GetTypes().Where(type => root.IsAssignableFrom(type) && !type.IsAbstract);

    private static IEnumerable<string> Names(IEnumerable<Type> types) => types.Select(type => type.Name).Order();
}
