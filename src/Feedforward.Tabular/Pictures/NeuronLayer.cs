using Feedforward.Activations;

namespace Feedforward.Tabular;

/// <summary>A layer of neurons.</summary>
/// <param name="Dense">Which layer of the network has its weights.</param>
/// <param name="Last">Which layer gives its outputs.</param>
/// <param name="Activation">σ.</param>
/// <param name="Inputs">How many inputs each neuron has.</param>
/// <param name="Units">How many neurons there are.</param>
/// <param name="HasBias">Whether they have biases.</param>
internal sealed record NeuronLayer(int Dense, int Last, Activation Activation, int Inputs, int Units, bool HasBias);
